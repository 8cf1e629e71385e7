namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>How bad a <see cref="TreeDiagnostic"/> is.</summary>
public enum TreeSeverity
{
    /// <summary>The tree serves, but perhaps not as its owner meant it.</summary>
    Warning,

    /// <summary>The text gives no tree.</summary>
    Error,
}
