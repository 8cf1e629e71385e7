using System.Buffers;
using System.Text;
using Pan123Dav.Storage.UrlTree.Parsing;
using Pan123Dav.Storage.UrlTree.Writing;

namespace Pan123Dav.Commands.Export;

/// <summary>
/// The file that an export goes to. The text grows in a file beside it and takes its place when the run ends, so that FILE is a whole text at any
/// time. It is its own memory: what an earlier run has brought is read from it, and from what was left beside it by a run that was killed.
/// </summary>
internal sealed class ExportFile : IExportTarget, IAsyncDisposable
{
    private const string Mark = "# pan123dav export of ";
    private const string Complete = "pan123dav export: complete";
    private const string Incomplete = "pan123dav export: not complete; the same command goes on from here";

    private readonly string _path;
    private readonly FileStream _part;

    private ExportFile(string path, KnownTree? known)
    {
        _path = path;
        Known = known;
        _part = new FileStream(GetPart(path), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>What an earlier run has brought; null when there was none.</summary>
    public KnownTree? Known { get; }

    /// <summary>Begins to write.</summary>
    /// <param name="path">FILE.</param>
    /// <param name="header">Its first line without the hash: which mount it is of.</param>
    /// <param name="cancellationToken">Ends the reading of what is there.</param>
    /// <exception cref="InvalidDataException">The file is something else; the message says what to do.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read or written.</exception>
    public static async Task<ExportFile> OpenAsync(string path, string header, CancellationToken cancellationToken)
    {
        var text = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : [];
        var isThere = text.Length > 0;
        if (isThere && !IsOf(text, header))
        {
            throw new InvalidDataException(text.AsSpan().StartsWith(Encoding.ASCII.GetBytes(Mark))
                ? "This is the export of another mount or account. Write another file, or remove it."
                : "This file is there already and was not written by export. Write another file, or remove it.");
        }

        var rest = File.Exists(GetPart(path)) ? await File.ReadAllBytesAsync(GetPart(path), cancellationToken) : [];
        rest = IsOf(rest, header) ? rest[..(rest.AsSpan().LastIndexOf((byte)'\n') + 1)] : [];
        if (!isThere && rest.Length == 0)
        {
            return new ExportFile(path, null);
        }

        // Of a line that is there twice the first counts, which is the newer.
        var isComplete = rest.Length == 0 && IsComplete(text);
        var table = UrlTreeText.Parse([.. rest, .. text]).Table
            ?? throw new InvalidDataException("This export has mistakes by now, which `pan123dav check FILE` names. Mend it, or remove it to start anew.");
        if (rest.Length > 0)
        {
            // The part is about to be written anew, and must not be lost if this run is killed too.
            await ReplaceAsync(path, header, new KnownTree(table, isReused: false), cancellationToken);
        }

        return new ExportFile(path, new KnownTree(table, isReused: !isComplete));
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> lines) => _part.WriteAsync(lines);

    /// <summary>Ends the text and puts it in its place.</summary>
    public async Task CompleteAsync(bool isComplete)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new TreeTextWriter(buffer).WriteComment(Encoding.ASCII.GetBytes(isComplete ? Complete : Incomplete));
        await _part.WriteAsync(buffer.WrittenMemory);
        _part.Flush(flushToDisk: true);
        await _part.DisposeAsync();
        File.Move(_part.Name, _path, overwrite: true);
    }

    public ValueTask DisposeAsync() => _part.DisposeAsync();

    private static string GetPart(string path) => path + ".part";

    private static bool IsOf(ReadOnlySpan<byte> text, string header) => text.StartsWith(Encoding.UTF8.GetBytes($"# {header}\n"));

    private static bool IsComplete(ReadOnlySpan<byte> text) => text.EndsWith(Encoding.ASCII.GetBytes($"\n# {Complete}\n"));

    private static async Task ReplaceAsync(string path, string header, KnownTree known, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new TreeTextWriter(buffer);
        writer.WriteComment(Encoding.UTF8.GetBytes(header));
        known.WriteRest(writer);
        writer.WriteComment(Encoding.ASCII.GetBytes(Incomplete));
        var temporary = path + ".tmp";
        await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
