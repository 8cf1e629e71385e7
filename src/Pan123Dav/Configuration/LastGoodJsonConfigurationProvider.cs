using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Primitives;

namespace Pan123Dav.Configuration;

/// <summary>
/// The stock provider drops everything when a changed file does not parse or is gone, and Kestrel would then close the addresses it no longer finds.
/// This one keeps what it had and tells.
/// </summary>
internal sealed class LastGoodJsonConfigurationProvider : JsonConfigurationProvider
{
    private readonly LastGoodJsonConfigurationSource _source;
    private readonly IDisposable? _watch;
    private readonly Lock _reading = new();
    private bool _isDelayed;
    private ConfigurationFileError? _reported;
    private volatile StrongBox<ConfigurationFileError>? _broken;

    public LastGoodJsonConfigurationProvider(LastGoodJsonConfigurationSource source)
        : base(source)
    {
        _source = source;
        if (source is { Watched: true, FileProvider: { } files })
        {
            _watch = ChangeToken.OnChange(() => files.Watch(source.Path!), () => _ = ReloadAsync());
        }
    }

    /// <summary>Why the file's last good content is in force, and not what it holds now; null while it is what it holds.</summary>
    public ConfigurationFileError? Broken => _broken?.Value;

    /// <summary>The files of a configuration whose last good content is in force.</summary>
    public static IEnumerable<ConfigurationFileError> FindBroken(IConfiguration configuration) =>
        ((configuration as IConfigurationRoot)?.Providers.OfType<LastGoodJsonConfigurationProvider>() ?? []).Select(file => file.Broken)
            .OfType<ConfigurationFileError>();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _watch?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Absolute path of the file; null when it is in no folder.</summary>
    public string? FilePath => _source.FileProvider?.GetFileInfo(_source.Path!).PhysicalPath;

    /// <summary>Reads the file now. False when what it holds cannot be used.</summary>
    public bool Reload()
    {
        lock (_reading)
        {
            ReadAgain();
            return _broken is null;
        }
    }

    private async Task ReloadAsync()
    {
        // A change during the delay is read at its end.
        if (Interlocked.Exchange(ref _isDelayed, true))
        {
            return;
        }

        // Whoever writes the file may not be done yet.
        await Task.Delay(TimeSpan.FromMilliseconds(_source.ReloadDelay), _source.TimeProvider).ConfigureAwait(false);
        Volatile.Write(ref _isDelayed, false);
        Reload();
    }

    private void ReadAgain()
    {
        var file = _source.FileProvider!.GetFileInfo(_source.Path!);
        var (good, path) = (Data, file.PhysicalPath ?? _source.Path!);
        try
        {
            using var content = file.CreateReadStream();
            Load(content);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            Data = good;
            Report(ConfigurationFileError.Describe(exception, path));
            return;
        }

        // Kestrel follows the file by itself, and would listen on every network for a host it cannot read.
        if (ListenAddressCheck.FindInEndpoints(Data) is { } mistake)
        {
            Data = good;
            Report(new ConfigurationFileError(path, 1, 1, mistake.ToString()));
            return;
        }

        (_reported, _broken) = (null, null);
        if (!SameAs(good))
        {
            OnReload();
        }
    }

    private void Report(ConfigurationFileError error)
    {
        _broken = new StrongBox<ConfigurationFileError>(error);

        // The event and the poll both come upon the same change.
        if (_reported != error)
        {
            _reported = error;
            _source.ReloadFailed?.Invoke(error with { Message = $"{error.Message}; what the file held before stays in force" });
        }
    }

    private bool SameAs(IDictionary<string, string?> good) =>
        Data.Count == good.Count && Data.All(pair => good.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <summary>What the file's content, as it is in force, was hardly meant to say.</summary>
    public IReadOnlyList<ConfigurationWarning> Warnings { get; private set; } = [];

    /// <inheritdoc/>
    public override void Load(Stream stream)
    {
        var text = new SettingsText(stream);
        text.CheckEncoding();
        try
        {
            using var json = text.Open();
            base.Load(json);
        }
        catch (FormatException exception) when (exception.InnerException is JsonException json)
        {
            throw text.Explain(json);
        }

        var file = _source.FileProvider?.GetFileInfo(_source.Path!).PhysicalPath ?? _source.Path!;
        Warnings = text.FindRepeatedSections(file);
    }
}
