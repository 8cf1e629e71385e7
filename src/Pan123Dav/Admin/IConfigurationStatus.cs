namespace Pan123Dav.Admin;

/// <summary>Tells whether what the owner wrote last is in force.</summary>
internal interface IConfigurationStatus
{
    /// <summary>Why the configuration as it was written last is not in force; null while it is.</summary>
    KeptOutConfiguration? KeptOut { get; }

    /// <summary>Whether several gateways share what they count (<c>Shared:Redis</c>).</summary>
    bool IsShared { get; }
}

/// <summary>A configuration that is wrong, while the one before it is in force.</summary>
/// <param name="Problem">All of it as one short text.</param>
/// <param name="Mistakes">One by one; nothing of them is secret.</param>
internal sealed record KeptOutConfiguration(string Problem, IReadOnlyList<ConfigurationMistake> Mistakes);
