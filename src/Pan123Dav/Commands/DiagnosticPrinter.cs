using System.CommandLine;
using System.Globalization;
using Pan123Dav.Configuration;
using Pan123Dav.Logging;
using Pan123Dav.Storage.UrlTree.Parsing;
using Spectre.Console;

namespace Pan123Dav.Commands;

/// <summary>
/// Writes diagnostics for people, one a line: <c>PLACE: error|warning CODE: message</c>. The message is in the reader's language; it is coloured on a
/// terminal that wants it.
/// </summary>
internal sealed class DiagnosticPrinter
{
    private readonly TextWriter _writer;
    private readonly bool _coloured;
    private readonly InvocationConfiguration _invocation;

    internal DiagnosticPrinter(InvocationConfiguration invocation, bool coloured)
    {
        _writer = invocation.Error;
        _coloured = coloured;
        _invocation = invocation;
    }

    /// <summary>A printer to standard error that finds out what that can show; <c>NO_COLOR</c> is honoured.</summary>
    public static DiagnosticPrinter For(InvocationConfiguration invocation)
    {
        // Spectre's own writing breaks long lines, which a diagnostic must not: only its knowledge of terminals is used.
        var profile = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(invocation.Error) }).Profile;
        return new DiagnosticPrinter(
            invocation, profile.Out.IsTerminal && profile.Capabilities.Ansi && profile.Capabilities.ColorSystem != ColorSystem.NoColors);
    }

    /// <summary>Something that cannot be used as it is.</summary>
    public void Error(string place, string code, string message) => Print(place, "error", "\e[1;31m", code, message);

    /// <summary>Something that is probably not meant so.</summary>
    public void Warning(string place, string code, string message) => Print(place, "warning", "\e[1;33m", code, message);

    /// <summary>A mistake in the configuration, at its key.</summary>
    public void Error(ConfigurationError error) => Error(error.Key, error.Code, error.Message);

    /// <summary>A configuration file that cannot be read, at its place.</summary>
    public void Error(ConfigurationFileError error) => Error($"{error.File}:{error.Line}:{error.Column}", "json", error.Message);

    /// <summary>Many of them, each with the place it is about: of one place no more than 20 of a code, then how many more.</summary>
    public void Print(IEnumerable<(string Source, TreeDiagnostic Diagnostic)> diagnostics)
    {
        foreach (var group in diagnostics.GroupBy(item => item.Source, item => item.Diagnostic, StringComparer.Ordinal))
        {
            foreach (var diagnostic in DiagnosticDigest.Create(group))
            {
                Print(group.Key, diagnostic);
            }
        }
    }

    /// <summary>What a tree text's reader said of the text called <paramref name="source"/>; what concerns no line has no numbers.</summary>
    public void Print(string source, TreeDiagnostic diagnostic) => Print(
        diagnostic.Line == 0 ? source : string.Create(CultureInfo.InvariantCulture, $"{source}:{diagnostic.Line}:{diagnostic.Column}"),
        diagnostic.Severity == TreeSeverity.Error ? "error" : "warning",
        diagnostic.Severity == TreeSeverity.Error ? "\e[1;31m" : "\e[1;33m",
        diagnostic.Code,
        diagnostic.Message);

    private void Print(string place, string severity, string colour, string code, string message)
    {
        EscapedText.Write(_writer, place);
        _writer.Write(": ");
        _writer.Write(_coloured ? $"{colour}{severity}\e[0m" : severity);
        _writer.Write($" {code}: ");
        EscapedText.Write(_writer, _invocation.GetMessages().Translate(message));
        _writer.WriteLine();
    }
}
