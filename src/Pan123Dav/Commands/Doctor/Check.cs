using Pan123Dav.Console;

namespace Pan123Dav.Commands.Doctor;

/// <summary>One line of the report.</summary>
/// <param name="Id">What scripts know it by.</param>
/// <param name="Finding">What was found.</param>
internal sealed record Check(string Id, Finding Finding)
{
    // What it was put together from.
    private IReadOnlyList<(string? Mount, Finding Finding)> Parts { get; init; } = [(null, Finding)];

    public CheckStatus Status => Finding.Status;

    /// <summary>What was found, for people.</summary>
    public string GetMessage(MessageCatalog messages) => string.Join(messages.Translate(MessageCatalog.Separator), Parts.Select(part =>
        part.Mount is null ? part.Finding.GetMessage(messages) : $"{messages.Translate($"mount {part.Mount}")}: {part.Finding.GetMessage(messages)}"));

    /// <summary>What to do, for people; empty when nothing.</summary>
    public string GetAction(MessageCatalog messages) => string.Join(
        messages.Language == TextLanguage.Chinese ? "" : " ",
        Parts.Select(part => part.Finding.Action).Where(action => action.Length > 0).Distinct().Select(messages.Translate));

    /// <summary>Puts together what was found at several mounts: the worst decides, and what is not as bad is left out.</summary>
    public static Check From(string id, IReadOnlyCollection<(string Mount, Finding Finding)> findings)
    {
        var worst = findings.Max(found => found.Finding.Status);
        var shown = findings.Where(found => found.Finding.Status == worst).ToList();
        return new Check(id, new Finding(
            worst,
            string.Join("; ", shown.Select(found => findings.Count == 1 ? found.Finding.Message : $"mount {found.Mount}: {found.Finding.Message}")),
            string.Join(" ", shown.Select(found => found.Finding.Action).Where(action => action.Length > 0).Distinct())))
        {
            Parts = [.. shown.Select(found => (findings.Count == 1 ? null : found.Mount, found.Finding))],
        };
    }
}

/// <summary>How a check ended, the worse the greater.</summary>
internal enum CheckStatus
{
    /// <summary>There was nothing to try it on.</summary>
    Skip,

    /// <summary>It holds.</summary>
    Pass,

    /// <summary>It should be looked at.</summary>
    Warn,

    /// <summary>Somebody can spend the owner's traffic, or the owner's users cannot.</summary>
    Fail,
}

/// <summary>What a check found, in words that hold no link and no secret.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Message">What is the case.</param>
/// <param name="Action">What to do, and where; empty when nothing.</param>
internal readonly record struct Finding(CheckStatus Status, string Message, string Action = "")
{
    /// <summary>The message for people; it may be one sentence a user.</summary>
    public string GetMessage(MessageCatalog messages) =>
        messages.TranslateAll(Message);

    public static Finding Pass(string message) => new(CheckStatus.Pass, message);

    public static Finding Skip(string message) => new(CheckStatus.Skip, message);

    public static Finding Warn(string message, string action) => new(CheckStatus.Warn, message, action);

    public static Finding Fail(string message, string action) => new(CheckStatus.Fail, message, action);
}
