using Microsoft.Extensions.Logging;

namespace Pan123Dav.Storage.UrlTree;

/// <summary>Tells the log what became of a tree text, without flooding it.</summary>
internal static class TreeReport
{
    private const int MostWarnings = 20;
    private const int MostErrors = 100;

    public static void Write(ILogger logger, string mount, string source, UrlTreeParseResult result)
    {
        if (result.Table is not null)
        {
            Log.TreeLoaded(logger, mount, result.Files, result.Collections, source);
            Write(logger, source, result, TreeSeverity.Warning, LogLevel.Warning, MostWarnings);
            return;
        }

        Log.TreeRejected(logger, mount, source);
        Write(logger, source, result, TreeSeverity.Error, LogLevel.Error, MostErrors);
    }

    private static void Write(ILogger logger, string source, UrlTreeParseResult result, TreeSeverity severity, LogLevel level, int most)
    {
        var count = 0;
        foreach (var diagnostic in result.Diagnostics)
        {
            if (diagnostic.Severity == severity && ++count <= most)
            {
                Log.TreeDiagnostic(logger, level, source, diagnostic.Line, diagnostic.Column, diagnostic.Code, diagnostic.Message);
            }
        }

        if (count > most)
        {
            Log.MoreTreeDiagnostics(logger, level, source, count - most);
        }
    }
}
