using Pan123Dav.Access;
using Pan123Dav.Authentication;
using Pan123Dav.Configuration;

namespace Pan123Dav.Admin.Settings;

/// <summary>The configuration as the gateway reads it, and the one in force.</summary>
internal interface IGatewaySettings
{
    /// <summary>What is in force.</summary>
    SettingsContent InForce { get; }

    /// <summary>Every mistake that keeps a configuration from being put in force.</summary>
    /// <param name="configuration">All of it.</param>
    IReadOnlyList<ConfigurationError> FindErrors(IConfiguration configuration);

    /// <summary>Puts in force what the files hold now. False when something is wrong with it, which the log tells.</summary>
    Task<bool> ReloadAsync();
}

/// <summary>What of a configuration can be changed here.</summary>
/// <param name="Users">In the order of the configuration.</param>
/// <param name="Access">In the order of the configuration.</param>
internal sealed record SettingsContent(IReadOnlyList<UserOptions> Users, IReadOnlyList<AccessRuleOptions> Access);
