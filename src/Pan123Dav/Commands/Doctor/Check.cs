namespace Pan123Dav.Commands.Doctor;

/// <summary>One line of the report.</summary>
/// <param name="Id">What scripts know it by.</param>
/// <param name="Finding">What was found.</param>
internal sealed record Check(string Id, Finding Finding)
{
    public CheckStatus Status => Finding.Status;

    /// <summary>Puts together what was found at several mounts: the worst decides, and what is not as bad is left out.</summary>
    public static Check From(string id, IReadOnlyCollection<(string Mount, Finding Finding)> findings)
    {
        var worst = findings.Max(found => found.Finding.Status);
        var shown = findings.Where(found => found.Finding.Status == worst).ToList();
        return new Check(id, new Finding(
            worst,
            string.Join("; ", shown.Select(found => findings.Count == 1 ? found.Finding.Message : $"mount {found.Mount}: {found.Finding.Message}")),
            string.Join(" ", shown.Select(found => found.Finding.Action).Where(action => action.Length > 0).Distinct())));
    }
}
