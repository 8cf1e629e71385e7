namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>One thing that is wrong with a tree text, or may be.</summary>
/// <param name="Line">From 1; 0 when it concerns no line.</param>
/// <param name="Column">In characters (code points), from 1; 0 when it concerns no line.</param>
/// <param name="Severity">Whether the tree can serve all the same.</param>
/// <param name="Code">Names the kind of mistake, for programs: <c>no-url</c>, <c>duplicate-name</c>.</param>
/// <param name="Message">What is wrong and what to write instead. Holds no URL.</param>
public readonly record struct TreeDiagnostic(int Line, int Column, TreeSeverity Severity, string Code, string Message);

/// <summary>How bad a <see cref="TreeDiagnostic"/> is.</summary>
public enum TreeSeverity
{
    /// <summary>The tree serves, but perhaps not as its owner meant it.</summary>
    Warning,

    /// <summary>The text gives no tree.</summary>
    Error,
}
