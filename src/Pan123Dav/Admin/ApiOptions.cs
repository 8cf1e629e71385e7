using Pan123Dav.Console;

namespace Pan123Dav.Admin;

/// <summary>What the API needs to know of the configuration.</summary>
internal sealed record ApiOptions
{
    /// <summary>Which language its refusals are in.</summary>
    public LanguageSetting Language { get; init; }

    /// <summary>Absolute path of the folder for what the gateway keeps.</summary>
    public string DataDirectory { get; init; } = "";
}
