namespace Pan123Dav.Admin;

/// <summary>Tells whether what the owner wrote last is in force.</summary>
internal interface IConfigurationStatus
{
    /// <summary>Why the configuration as it was written last is not in force; null while it is.</summary>
    string? KeptOut { get; }
}
