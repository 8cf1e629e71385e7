using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Pan123Dav.Authentication;

/// <summary>
/// Whether the keys of an OpenID provider are there to check tokens by. While they are not, a good token
/// cannot be told from a bad one, and nobody may be blamed for theirs.
/// </summary>
internal sealed class ProviderKeys(IConfigurationManager<OpenIdConnectConfiguration> provider, TimeProvider time, ILogger logger)
{
    /// <summary>How long a provider that did not answer is left alone.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task<bool>? _asking;
    private long _failed;
    private bool _isGone;

    /// <summary>Asks the provider where that was not done lately: once for all who wait. Never throws.</summary>
    public Task<bool> AreKnownAsync()
    {
        lock (_lock)
        {
            if (_asking is null || (_asking.IsCompleted && !(_isGone && time.GetElapsedTime(_failed) < Pause)))
            {
                _asking = AskAsync();
            }

            return _asking;
        }
    }

    private async Task<bool> AskAsync()
    {
        try
        {
            // Kept for half a day, and the old ones longer than that when there are no new ones to be had.
            await provider.GetConfigurationAsync(CancellationToken.None);
            _isGone = false;
            return true;
        }
        catch (Exception e)
        {
            if (!_isGone)
            {
                Log.ProviderUnreachable(logger, e.GetBaseException().Message);
            }

            (_isGone, _failed) = (true, time.GetTimestamp());
            return false;
        }
    }
}
