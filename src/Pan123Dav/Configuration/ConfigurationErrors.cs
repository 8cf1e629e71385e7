namespace Pan123Dav.Configuration;

/// <summary>Collects every mistake of a configuration, and what was hardly meant as it is written, so that its owner sees all of it at once.</summary>
internal sealed class ConfigurationErrors
{
    private readonly List<ConfigurationError> _found = [];
    private readonly List<ConfigurationWarning> _warnings = [];

    /// <summary>What was found so far, in the order of reading.</summary>
    public IReadOnlyList<ConfigurationError> Found => _found;

    /// <summary>What is doubtful, in the order of reading.</summary>
    public IReadOnlyList<ConfigurationWarning> Warnings => _warnings;

    public void Add(string key, string message) => Add(new ConfigurationError(key, message));

    public void Add(ConfigurationError error) => _found.Add(error);

    /// <summary>Adds something doubtful.</summary>
    public void Warn(ConfigurationWarning warning) => _warnings.Add(warning);
}
