using System.ComponentModel;
using Pan123Dav.Admin.Problems;

namespace Pan123Dav.Admin.Trees;

/// <summary>What <c>/api/v1/trees</c> answers.</summary>
[Description("The mounts that show a tree text.")]
internal sealed record TreesReport
{
    [Description("In the order of the configuration.")]
    public required IReadOnlyList<TreeEntry> Trees { get; init; }
}

/// <summary>One mount of a tree text.</summary>
[Description("A mount that shows a tree text.")]
internal sealed record TreeEntry
{
    [Description("The mount's number in Pan123Dav:Mounts; those of other types are left out.")]
    public required int Index { get; init; }

    [Description("Where it appears in the drive.")]
    public required string Mount { get; init; }

    [Description("DirectLink or UrlTree.")]
    public required string Type { get; init; }

    [Description("file, settings (the text stands in a settings file) or environment (it comes from elsewhere).")]
    public required string Source { get; init; }

    [Description("The file that it stands in; null when it is in none.")]
    public string? File { get; init; }

    [Description("Whether it can be written here.")]
    public required bool Writable { get; init; }

    [Description("Why not, and what to do, in the language of Accept-Language.")]
    public string? Reason { get; init; }

    [Description("Why not, for programs: missing, config-map, mounted-file, read-only-file-system, read-only-file, no-right, other-owner, "
        + "environment, form, too-large.")]
    public string? Code { get; init; }

    [Description("The entity tag of the text; null when it cannot be read.")]
    public string? Etag { get; init; }

    [Description("Length of the text; null when it cannot be read.")]
    public long? Bytes { get; init; }

    [Description("Files that are shown now.")]
    public required int Files { get; init; }

    [Description("Folders that are shown now.")]
    public required int Folders { get; init; }

    [Description("Whether the text is wrong and the tree before it is shown.")]
    public required bool KeptOut { get; init; }

    [Description("Errors in the text.")]
    public required int Errors { get; init; }

    [Description("Warnings about the text.")]
    public required int Warnings { get; init; }

    [Description("The first of both; texts above 4 MiB are looked at only when they are kept out.")]
    public required IReadOnlyList<DiagnosticEntry> Diagnostics { get; init; }
}

/// <summary>What became of a text that was written.</summary>
[Description("A text that was written.")]
internal sealed record TreeSaved
{
    [Description("The entity tag of the text.")]
    public required string Etag { get; init; }

    [Description("Its length.")]
    public required long Bytes { get; init; }

    [Description("Files in it.")]
    public required int Files { get; init; }

    [Description("Folders in it.")]
    public required int Folders { get; init; }

    [Description("Whether it is shown already. When it is not, the log says why.")]
    public required bool Applied { get; init; }

    [Description("Always 0.")]
    public required int Errors { get; init; }

    [Description("Warnings about it.")]
    public required int Warnings { get; init; }

    [Description("The first of them.")]
    public required IReadOnlyList<DiagnosticEntry> Diagnostics { get; init; }
}

/// <summary>What there is to say of a text that was not written anywhere.</summary>
[Description("What would become of a text.")]
internal sealed record TreeChecked
{
    [Description("The first entries in document order; none when there is an error.")]
    public required IReadOnlyList<CheckedEntry> Entries { get; init; }

    [Description("Whether there are more.")]
    public required bool Truncated { get; init; }

    [Description("Errors and warnings by line, the first of them.")]
    public required IReadOnlyList<DiagnosticEntry> Diagnostics { get; init; }

    [Description("Files in it.")]
    public required int Files { get; init; }

    [Description("Folders in it.")]
    public required int Folders { get; init; }

    [Description("Errors in it.")]
    public required int Errors { get; init; }

    [Description("Warnings about it.")]
    public required int Warnings { get; init; }
}

/// <summary>An entry of a text, as <c>check --json</c> writes it.</summary>
[Description("A file or folder of a text.")]
internal sealed record CheckedEntry
{
    [Description("From the root of the text.")]
    public required string Path { get; init; }

    [Description("Whether it is a folder.")]
    public required bool Collection { get; init; }

    [Description("Exact bytes; null when the text does not say, and for folders.")]
    public long? Size { get; init; }

    [Description("Unix seconds; null when the text does not say, and for folders.")]
    public long? Modified { get; init; }

    [Description("The link as it is signed; null for folders.")]
    public string? Url { get; init; }
}

/// <summary>What <c>/api/v1/trees/{index}/versions</c> answers.</summary>
[Description("Texts that were replaced here, to go back to.")]
internal sealed record TreeVersionsReport
{
    [Description("The newest first, at most ten.")]
    public required IReadOnlyList<TreeVersion> Versions { get; init; }
}

/// <summary>A text that was replaced.</summary>
[Description("A text that was replaced here.")]
internal sealed record TreeVersion
{
    [Description("What it is asked for by.")]
    public required string Id { get; init; }

    [Description("When it was replaced.")]
    public required DateTimeOffset Saved { get; init; }

    [Description("Its length.")]
    public required long Bytes { get; init; }

    [Description("Its entity tag, by which it can be compared with the text of now.")]
    public required string Etag { get; init; }
}
