using System.Globalization;

namespace Pan123Dav.Configuration;

/// <summary>
/// Reads one section and remembers what was asked for, so that <see cref="Complete"/> can tell which keys nobody knows.
/// Mistakes are collected, never thrown; after one the read answers with its default. An empty value counts as absent.
/// </summary>
internal sealed class SectionReader
{
    private readonly IConfigurationSection _section;
    private readonly ConfigurationErrors _errors;
    private readonly List<string> _known = [];
    private readonly List<SectionReader> _inner = [];

    public SectionReader(IConfigurationSection section, ConfigurationErrors errors)
    {
        _section = section;
        _errors = errors;
    }

    /// <summary>The section's full key.</summary>
    public string Path => _section.Path;

    /// <summary>The keys that were asked for.</summary>
    public IReadOnlyList<string> Known => _known;

    /// <summary>Reports a mistake of the section as a whole.</summary>
    public void AddError(string message) => _errors.Add(Path, message);

    /// <summary>Reports a mistake of one key below this section.</summary>
    public void AddError(string key, string message) => _errors.Add(ConfigurationPath.Combine(Path, key), message);

    /// <summary>Tells of something doubtful in one key below this section.</summary>
    public void Warn(string key, string code, string message) => _errors.Warn(new ConfigurationWarning(ConfigurationPath.Combine(Path, key), code, message));

    /// <summary>Whether the key has a value or anything below it.</summary>
    public bool Has(string key)
    {
        var section = _section.GetSection(key);
        return !string.IsNullOrEmpty(section.Value) || section.GetChildren().Any();
    }

    /// <summary>One text, null when absent. The value appears in no message, so this reads secrets too.</summary>
    public string? Text(string key)
    {
        var section = Know(key);
        if (section.GetChildren().Any())
        {
            AddError(key, $"is one value, not a list or a section: write \"{key}\": \"…\"");
            return null;
        }

        return string.IsNullOrEmpty(section.Value) ? null : section.Value;
    }

    /// <summary>A section of its own; an absent one reads as empty.</summary>
    public SectionReader Section(string key)
    {
        var section = Know(key);
        if (!string.IsNullOrEmpty(section.Value))
        {
            AddError(key, $"is a section, not one value: write \"{key}\": {{ … }}");
        }

        return Inner(section);
    }

    /// <summary>A list of sections in index order; empty when absent.</summary>
    public IReadOnlyList<SectionReader> Sections(string key)
    {
        var sections = new List<SectionReader>();
        foreach (var item in Items(Know(key), key, "{ … }"))
        {
            if (!string.IsNullOrEmpty(item.Value))
            {
                _errors.Add(item.Path, "is a section, not one value: write { … } with its keys inside");
                continue;
            }

            sections.Add(Inner(item));
        }

        return sections;
    }

    /// <summary>A list of texts, each with its key below this section; null when absent. An entry without text is a mistake.</summary>
    public IReadOnlyList<(string Key, string Text)>? Texts(string key)
    {
        var section = Know(key);
        var texts = new List<(string, string)>();
        var items = Items(section, key, "\"…\"");
        foreach (var item in items)
        {
            if (item.GetChildren().Any())
            {
                _errors.Add(item.Path, "is one text, not a list or a section: write \"…\"");
            }
            else if (string.IsNullOrEmpty(item.Value))
            {
                _errors.Add(item.Path, "is empty: write a text or remove the entry");
            }
            else
            {
                texts.Add((ConfigurationPath.Combine(key, item.Key), item.Value));
            }
        }

        // A list someone wrote as [] is not the same as no list: what it limits must not fall open.
        return items.Count == 0 && section.Value is null ? null : texts;
    }

    /// <summary>Every key right below this section with its value; for sections whose keys are names of the owner's choice.</summary>
    public IEnumerable<(string Key, string Text)> Values()
    {
        foreach (var child in _section.GetChildren())
        {
            if (Text(child.Key) is { } text)
            {
                yield return (child.Key, text);
            }
        }
    }

    /// <summary>The keys right below this section, whether known or not.</summary>
    public IEnumerable<string> Keys() => _section.GetChildren().Select(child => child.Key);

    /// <summary>Reports a value or a list where the section itself belongs: the first would be read as an empty one.</summary>
    public void CheckIsSection()
    {
        if (!string.IsNullOrEmpty(_section.Value) || _section.GetSection("0").Exists())
        {
            AddError("is a section, not one value and not a list: write { … } with its keys inside");
        }
    }

    /// <summary>Reports every key, here and below, that nothing asked for. Call it when all is read.</summary>
    public void Complete()
    {
        foreach (var child in _section.GetChildren())
        {
            if (!_known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                _errors.Add(child.Path, SpellingSuggestion.Find(child.Key, _known) is { } nearest
                    ? $"is not a known key: did you mean {nearest}?"
                    : $"is not a known key: known here are {string.Join(", ", _known)}");
            }
        }

        foreach (var inner in _inner)
        {
            inner.Complete();
        }
    }

    private IConfigurationSection Know(string key)
    {
        if (!_known.Contains(key))
        {
            _known.Add(key);
        }

        return _section.GetSection(key);
    }

    private SectionReader Inner(IConfigurationSection section)
    {
        var reader = new SectionReader(section, _errors);
        _inner.Add(reader);
        return reader;
    }

    private List<IConfigurationSection> Items(IConfigurationSection section, string key, string item)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            AddError(key, $"is a list: write \"{key}\": [{item}], or as an environment variable {EnvironmentName(section.Path)}__0");
        }

        var items = new List<IConfigurationSection>();
        foreach (var child in section.GetChildren())
        {
            if (int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                items.Add(child);
            }
            else
            {
                _errors.Add(child.Path, $"is a key where a list has its numbers: write \"{key}\": [{item}], or the key as {section.Path}:0");
            }
        }

        return items;
    }

    private static string EnvironmentName(string path) => path.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);
}
