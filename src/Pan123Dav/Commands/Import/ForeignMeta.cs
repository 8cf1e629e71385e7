using System.Text.Json;

namespace Pan123Dav.Commands.Import;

/// <summary>What an AList or OpenList backup says of a folder ("meta"): its password, what is hidden in it, its readme.</summary>
/// <param name="Place">Where it stands, such as <c>metas[0]</c>.</param>
/// <param name="Json">As it stands there.</param>
internal sealed record ForeignMeta(string Place, JsonElement Json)
{
    private const string Write = "write";

    private static readonly string[] Texts = ["readme", "header"];

    /// <summary>The folder, from the program's root.</summary>
    public string Path => ForeignValue.Text(Json, "path") is { Length: > 0 } path ? path.StartsWith('/') ? path : "/" + path : "";

    /// <summary>Whether a password is asked for. The password itself is nobody's business here.</summary>
    public bool HasPassword => ForeignValue.Text(Json, "password") is { Length: > 0 };

    /// <summary>Whether that holds below the folder too.</summary>
    public bool PasswordHoldsBelow => ForeignValue.Flag(Json, "p_sub");

    /// <summary>Go's regular expressions, found anywhere in a name.</summary>
    public IReadOnlyList<string> Hide =>
        [.. (ForeignValue.Text(Json, "hide") ?? "").Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Trim().Length > 0)];

    /// <summary>Whether that holds below the folder too.</summary>
    public bool HideHoldsBelow => ForeignValue.Flag(Json, "h_sub");

    /// <summary>What has no counterpart, by the program's names.</summary>
    public IEnumerable<string> Others =>
        Texts.Where(name => ForeignValue.Text(Json, name) is { Length: > 0 }).Concat(ForeignValue.Flag(Json, Write) ? [Write] : []);

    /// <summary>Nothing secret.</summary>
    public override string ToString() => Place;
}
