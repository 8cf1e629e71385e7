namespace Pan123Dav.Configuration;

/// <summary>Collects every mistake of a configuration, so that its owner sees all of them at once.</summary>
internal sealed class ConfigurationErrors
{
    private readonly List<ConfigurationError> _found = [];

    /// <summary>What was found so far, in the order of reading.</summary>
    public IReadOnlyList<ConfigurationError> Found => _found;

    /// <summary>Adds a mistake.</summary>
    public void Add(string key, string message) => _found.Add(new ConfigurationError(key, message));
}
