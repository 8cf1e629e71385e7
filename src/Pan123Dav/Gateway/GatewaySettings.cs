using Pan123Dav.Admin.Settings;
using Pan123Dav.Configuration;

namespace Pan123Dav.Gateway;

/// <summary>Reads a configuration that is to be, by the same reader as the one in force.</summary>
internal sealed class GatewaySettings(
    GatewaySnapshotProvider state, SnapshotReloadService reload, IHostEnvironment environment, TimeProvider timeProvider) : IGatewaySettings
{
    public SettingsContent InForce => new(state.Value.Options.Users, state.Value.Options.Access);

    public IReadOnlyList<ConfigurationError> FindErrors(IConfiguration configuration) =>
        GatewayOptions.Read(configuration, environment.ContentRootPath, timeProvider).Errors;

    public async Task<bool> ReloadAsync()
    {
        await reload.ReloadAsync();
        return state.KeptOut is null;
    }
}
