using System.ComponentModel;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Admin.Problems;

/// <summary>A diagnostic of a tree text, as <c>check --json</c> writes it.</summary>
[Description("Something that is wrong with a tree text, or may be.")]
internal sealed record DiagnosticEntry
{
    [Description("From 1; 0 when it concerns no line.")]
    public required int Line { get; init; }

    [Description("In code points, from 1; 0 when it concerns no line.")]
    public required int Column { get; init; }

    [Description("error or warning.")]
    public required string Severity { get; init; }

    [Description("Names the kind of mistake.")]
    public required string Code { get; init; }

    [Description("What is wrong and what to write instead.")]
    public required string Message { get; init; }

    /// <summary>All of them in a reader's language.</summary>
    public static IReadOnlyList<DiagnosticEntry> Translate(IReadOnlyList<DiagnosticEntry> entries, ApiText text) =>
        [.. entries.Select(entry => entry with { Message = text.Messages.Translate(entry.Message) })];

    public static DiagnosticEntry From(TreeDiagnostic diagnostic) => new()
    {
        Line = diagnostic.Line,
        Column = diagnostic.Column,
        Severity = diagnostic.Severity == TreeSeverity.Error ? "error" : "warning",
        Code = diagnostic.Code,
        Message = diagnostic.Message,
    };
}
