using System.Globalization;
using System.Text.Json;
using Pan123Dav.Commands.Import;
using Pan123Dav.Console;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Commands.Setup;

/// <summary>Links as they were given: a text, or what a backup of AList or OpenList became.</summary>
/// <param name="Text">What was pasted or read; null for a backup.</param>
/// <param name="Backup">The configuration that the backup became; null for a text.</param>
internal sealed record LinkInput(string? Text, ImportedConfiguration? Backup)
{
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Reads a file of links, or a backup.</summary>
    /// <param name="path">The file; <c>-</c> for standard input.</param>
    /// <param name="isBackup">Whether it must be a backup; else it is one when it is JSON.</param>
    /// <param name="text">The language.</param>
    /// <param name="say">Told the encoding.</param>
    /// <exception cref="SetupEndedException">It cannot be read.</exception>
    public static LinkInput Read(string path, bool isBackup, SetupText text, Action<string> say)
    {
        var bytes = ReadBytes(path, text);
        if (LinkEncoding.Decode(bytes) is not var (decoded, encoding))
        {
            throw new SetupEndedException(text.NoFile(path, text.NoEncoding));
        }

        if (isBackup || IsJson(decoded))
        {
            return new LinkInput(null, ReadBackup(System.Text.Encoding.UTF8.GetBytes(decoded), text, say));
        }

        say(text.Encoding(encoding));
        return new LinkInput(decoded, null);
    }

    // No tree text begins so: a link has a scheme, and "{" or "[" alone is no folder.
    private static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{' or '[', .. var rest] && rest.TrimStart() is ['"' or '{', ..];

    private static ImportedConfiguration ReadBackup(byte[] json, SetupText text, Action<string> say)
    {
        try
        {
            using var export = AListExport.Read(json);
            var imported = ImportedConfiguration.From(export, isWhole: false, TimeProvider.System);
            SayNotes(imported, text, say);
            var faulty = imported.Trees.Where(tree => tree.Diagnostic.Severity == TreeSeverity.Error)
                .Select(tree => (tree.Source, tree.Diagnostic.Line)).Distinct();
            return !imported.HasMounts ? throw new SetupEndedException(text.BackupEmpty)
                : faulty.Count() is var count and > 0 ? throw new SetupEndedException(text.LinesFaulty(count))
                : imported;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new SetupEndedException(text.BackupUnreadable);
        }
    }

    // What has no counterpart, whose password is missing, and which lines are wrong.
    private static void SayNotes(ImportedConfiguration imported, SetupText text, Action<string> say)
    {
        var catalog = MessageCatalog.For(text.Language);
        var notes = imported.Notes.Where(note => note.Code is not ("configuration" or "nothing")).Select(note => (note.Code, note.Place, note.Message))
            .Concat(imported.Trees.Where(tree => tree.Diagnostic.Severity == TreeSeverity.Error).Select(tree => (
                tree.Diagnostic.Code, Place: string.Create(CultureInfo.InvariantCulture, $"{tree.Source}:{tree.Diagnostic.Line}:{tree.Diagnostic.Column}"),
                tree.Diagnostic.Message)));
        SetupNotes.Say(notes, note => note.Code, note => $"{note.Place}: {catalog.Translate(note.Message)}", text, say);
    }

    private static byte[] ReadBytes(string path, SetupText text)
    {
        try
        {
            using var stream = path == "-" ? System.Console.OpenStandardInput() : File.OpenRead(path);
            using var buffer = new MemoryStream();
            var chunk = new byte[64 * 1024];
            for (int read; (read = stream.Read(chunk)) > 0;)
            {
                buffer.Write(chunk, 0, read);
                if (buffer.Length > MaxBytes)
                {
                    throw new SetupEndedException(text.NoFile(path, text.LinksTooLong));
                }
            }

            return buffer.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SetupEndedException(text.NoFile(path, e.Message));
        }
    }
}
