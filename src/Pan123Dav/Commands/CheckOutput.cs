using System.CommandLine;
using System.Text.Json;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Commands;

/// <summary>What <c>check</c> found: entries in document order, and everything there is to say of them.</summary>
internal sealed class CheckOutput
{
    private readonly List<(StoragePath MountPath, EntryTable Table)> _tables = [];
    private readonly List<(string Source, TreeDiagnostic Diagnostic)> _diagnostics = [];
    private int _otherFiles;
    private int _otherCollections;

    public bool HasErrors => _diagnostics.Exists(d => d.Diagnostic.Severity == TreeSeverity.Error);

    /// <summary>Adds a tree, whose entries are counted and shown.</summary>
    public void Add(StoragePath mountPath, EntryTable table) => _tables.Add((mountPath, table));

    /// <summary>Adds to the count what a text holds that gives no tree.</summary>
    public void AddCount(int files, int collections)
    {
        _otherFiles += files;
        _otherCollections += collections;
    }

    public void Add(string source, TreeDiagnostic diagnostic) => _diagnostics.Add((source, diagnostic));

    /// <summary>Diagnostics for people go to standard error, a summary to standard output.</summary>
    public void PrintText(InvocationConfiguration invocation)
    {
        PrintDiagnostics(DiagnosticPrinter.For(invocation));
        var (files, folders, errors, warnings) = Count();
        invocation.Say($"{files} files, {folders} folders, {errors} errors, {warnings} warnings");
    }

    /// <summary>What there is to say, without the summary.</summary>
    public void PrintDiagnostics(DiagnosticPrinter printer) => printer.Print(_diagnostics);

    /// <summary>How many there are of each.</summary>
    public (int Files, int Folders, int Errors, int Warnings) Count()
    {
        var rows = _tables.Sum(t => t.Table.Count - 1);
        var collections = _tables.Sum(t => Rows(t.Table).Count(row => new StorageEntry(t.Table, row).IsCollection));
        var errors = _diagnostics.Count(d => d.Diagnostic.Severity == TreeSeverity.Error);
        return (rows - collections + _otherFiles, collections + _otherCollections, errors, _diagnostics.Count - errors);
    }

    /// <summary>One object, in the form that contract and scripts know.</summary>
    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("entries");
        foreach (var (mountPath, table) in _tables)
        {
            foreach (var row in Rows(table))
            {
                WriteEntry(json, mountPath, table, row);
                if (json.BytesPending > 64 * 1024)
                {
                    json.Flush();
                }
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("diagnostics");
        foreach (var (source, diagnostic) in _diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("file", source);
            json.WriteNumber("line", diagnostic.Line);
            json.WriteNumber("column", diagnostic.Column);
            json.WriteString("severity", diagnostic.Severity == TreeSeverity.Error ? "error" : "warning");
            json.WriteString("code", diagnostic.Code);
            json.WriteString("message", diagnostic.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static IEnumerable<int> Rows(EntryTable table) => Enumerable.Range(1, table.Count - 1);

    private static void WriteEntry(Utf8JsonWriter json, StoragePath mountPath, EntryTable table, int row)
    {
        var entry = new StorageEntry(table, row);
        var prefix = mountPath.IsRoot ? "" : mountPath.ToString();
        json.WriteStartObject();
        json.WriteString("path", prefix + table.GetPath(row));
        json.WriteBoolean("collection", entry.IsCollection);
        if (!entry.IsCollection)
        {
            WriteNumber(json, "size", entry.Length);
            WriteNumber(json, "modified", table.GetGivenModified(row));
            json.WriteString("url", table.GetUrl(row));
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
