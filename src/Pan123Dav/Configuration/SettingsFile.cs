namespace Pan123Dav.Configuration;

/// <summary>
/// The file that the configuration is read from. Beside it may be one for the environment and, above both, one for this machine alone that git ignores.
/// </summary>
/// <param name="Folder">Absolute folder of a file that was named; null for the content root, the working folder by default.</param>
/// <param name="Name">The file's name.</param>
internal sealed record SettingsFile(string? Folder, string Name)
{
    /// <summary>The framework's name for it.</summary>
    public const string DefaultName = "appsettings.json";

    /// <summary>What is read when nothing is named: it need not be there.</summary>
    public static SettingsFile Default { get; } = new(null, DefaultName);

    /// <summary>Name of the file for this machine alone, such as <c>appsettings.Local.json</c>.</summary>
    public string LocalName => NameFor("Local");

    /// <summary>Whether it was named, and so has to be there.</summary>
    public bool IsNamed => Folder is not null;

    /// <summary>The file at <paramref name="path"/>, relative to the working folder; the default for null.</summary>
    public static SettingsFile From(string? path)
    {
        if (path is null)
        {
            return Default;
        }

        var full = Path.GetFullPath(path);
        return new SettingsFile(Path.GetDirectoryName(full), Path.GetFileName(full));
    }

    /// <summary>Name of its companion, as <c>appsettings.Production.json</c> is for <c>Production</c>.</summary>
    public string NameFor(string kind) => $"{Path.GetFileNameWithoutExtension(Name)}.{kind}{Path.GetExtension(Name)}";
}
