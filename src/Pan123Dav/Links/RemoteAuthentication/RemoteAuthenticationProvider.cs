using Microsoft.Extensions.Options;
using Pan123Dav.Data;
using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>What remote authentication makes of a configuration, as one piece that a reload replaces.</summary>
/// <param name="Key">Binds tickets.</param>
/// <param name="MaxAddresses">How many addresses may use a link.</param>
/// <param name="Holders">Who may have links.</param>
/// <param name="Verifiers">Of the mounts that sign.</param>
internal sealed record RemoteAuthenticationState(TicketKey Key, int MaxAddresses, LinkHolders Holders, DirectLinkVerifier[] Verifiers);

/// <summary>The state of the moment. While the feature is switched off there is none, and nothing of it was made.</summary>
internal sealed class RemoteAuthenticationProvider : ISharedKey, IDisposable
{
    private readonly IOptionsMonitor<RemoteAuthenticationSettings> _settings;
    private readonly DataDirectory _directory;
    private readonly StoppedLinks _stopped;
    private readonly IApiTokenGenerations _tokens;
    private readonly ILogger<RemoteAuthenticationProvider> _logger;
    private readonly Lock _making = new();
    private readonly IDisposable? _changes;
    private volatile Made? _made;
    private TicketKey? _key;

    public RemoteAuthenticationProvider(
        IOptionsMonitor<RemoteAuthenticationSettings> settings,
        DataDirectory directory,
        StoppedLinks stopped,
        IApiTokenGenerations tokens,
        ILogger<RemoteAuthenticationProvider> logger)
    {
        (_settings, _directory, _stopped, _tokens, _logger) = (settings, directory, stopped, tokens, logger);

        // Made with the configuration, so that no request waits for a file.
        _changes = settings.OnChange(changed => Make(changed));
    }

    /// <summary>Null while remote authentication is switched off.</summary>
    public RemoteAuthenticationState? State
    {
        get
        {
            var (settings, made) = (_settings.CurrentValue, _made);
            return ReferenceEquals(made?.Settings, settings) ? made!.State : Make(settings);
        }
    }

    string ISharedKey.Name => "ticket";

    byte[]? ISharedKey.Key => State?.Key.ToBytes();

    public void Dispose() => _changes?.Dispose();

    void ISharedKey.Adopt(byte[] key)
    {
        lock (_making)
        {
            _key = TicketKey.Restore(key);
            _made = null;
            try
            {
                _key.Write(_directory.Path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.KeyNotKept(_logger, e.Message);
            }
        }
    }

    private RemoteAuthenticationState? Make(RemoteAuthenticationSettings settings)
    {
        lock (_making)
        {
            if (!ReferenceEquals(_made?.Settings, settings))
            {
                _made = new Made(settings, settings.Options.Enabled ? Create(settings) : null);
            }

            return _made!.State;
        }
    }

    private RemoteAuthenticationState Create(RemoteAuthenticationSettings settings)
    {
        _key ??= GetKey(_directory.Path);
        _stopped.Load();
        return new RemoteAuthenticationState(
            _key,
            settings.Options.MaxAddresses,
            LinkHolders.Create(_key, settings.Users, settings.Directory, _tokens),
            DirectLinkVerifier.CreateAll(settings.Mounts));
    }

    private TicketKey GetKey(string folder)
    {
        try
        {
            return TicketKey.ReadOrCreate(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A command that runs beside a gateway may read where it may not write.
            var key = TicketKey.TryRead(folder);
            if (key is null)
            {
                Log.KeyNotKept(_logger, e.Message);
            }

            return key ?? TicketKey.Create();
        }
    }

    private sealed record Made(RemoteAuthenticationSettings Settings, RemoteAuthenticationState? State);
}
