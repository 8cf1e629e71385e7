namespace Pan123Dav.Tests.Architecture;

/// <summary>
/// Which folders a folder may use. The longest name in the table that a folder begins with decides for it; folders below one another are free to.
/// </summary>
/// <param name="Project">Name of the project, which is its root namespace.</param>
/// <param name="Allowed">For each folder of the table, the folders it may use, separated by blanks.</param>
internal sealed record FolderRules(string Project, IReadOnlyDictionary<string, string> Allowed)
{
    /// <summary>Name of the project's own folder in the table.</summary>
    public const string Root = "(root)";

    /// <summary>What is used against the table, each with an example.</summary>
    public IEnumerable<string> FindViolations(IEnumerable<FolderReference> references) =>
        from reference in references
        let source = FindRule(reference.From)
        let target = FindRule(reference.To)
        where source is not null && target is not null && source != target && !GetAllowed(source).Contains(target)
        select $"{Project}: {source} may not use {target} ({reference.Example})";

    /// <summary>Folders that the table does not know.</summary>
    public IEnumerable<string> FindUnknown(IEnumerable<string> folders) => folders.Where(folder => FindRule(folder) is null);

    /// <summary>Rules that belong to no folder.</summary>
    public IEnumerable<string> FindUnused(IReadOnlyCollection<string> folders) => Allowed.Keys.Except(folders.Select(FindRule).OfType<string>());

    /// <summary>Folders that lead back to themselves by what the table allows.</summary>
    public IEnumerable<string> FindCycles() => Allowed.Keys.Where(folder => Reaches(folder, folder, []));

    private bool Reaches(string from, string to, HashSet<string> seen) =>
        GetAllowed(from).Any(next => next == to || (seen.Add(next) && Reaches(next, to, seen)));

    private string[] GetAllowed(string folder) => Allowed.TryGetValue(folder, out var names) ? names.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];

    private string? FindRule(string folder)
    {
        for (var name = folder.Length == 0 ? Root : folder; ; name = name[..name.LastIndexOf('.')])
        {
            if (Allowed.ContainsKey(name))
            {
                return name;
            }

            if (!name.Contains('.', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }
}
