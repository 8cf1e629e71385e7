using Microsoft.Extensions.Logging;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Tells the log what became of a tree text, without flooding it.</summary>
internal static class TreeReport
{
    public static void Write(ILogger logger, string mount, string source, UrlTreeParseResult result)
    {
        if (result.Table is not null)
        {
            Log.TreeLoaded(logger, mount, result.Files, result.Collections, source);
            Write(logger, source, result, TreeSeverity.Warning, LogLevel.Warning);
            return;
        }

        Log.TreeRejected(logger, mount, source);
        Write(logger, source, result, TreeSeverity.Error, LogLevel.Error);
    }

    private static void Write(ILogger logger, string source, UrlTreeParseResult result, TreeSeverity severity, LogLevel level)
    {
        foreach (var diagnostic in DiagnosticDigest.Create(result.Diagnostics.Where(diagnostic => diagnostic.Severity == severity)))
        {
            if (diagnostic.Line > 0)
            {
                Log.TreeDiagnostic(logger, level, source, diagnostic.Line, diagnostic.Column, diagnostic.Code, diagnostic.Message);
            }
            else
            {
                Log.MoreTreeDiagnostics(logger, level, source, diagnostic.Code, diagnostic.Message);
            }
        }
    }
}
