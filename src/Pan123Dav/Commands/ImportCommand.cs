using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pan123Dav.Import;

namespace Pan123Dav.Commands;

/// <summary><c>import</c>: prints the mounts that match the storages of AList or OpenList.</summary>
internal static class ImportCommand
{
    // A tree text of a million files has 130 MB.
    private const int MostBytes = 512 * 1024 * 1024;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A backup or an export of storages of AList or OpenList, as JSON, or - for standard input." };
        var command = new Command(
            "import",
            "Print the Mounts configuration that matches storages of AList or OpenList. The keys, passwords and tokens in it are printed too, for they are the configuration asked for: "
            + "send it to a file that only you can read. What has no counterpart is named on standard error.")
        {
            file,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (output, printer) = (result.InvocationConfiguration.Output, DiagnosticPrinter.For(result.InvocationConfiguration.Error));
            var name = result.GetRequiredValue(file);
            try
            {
                using var export = ForeignExport.Read(await ReadAsync(name, cancellationToken));
                return Print(ImportedConfiguration.Of(export, TimeProvider.System), name, output, printer);
            }
            catch (JsonException e)
            {
                printer.Error(string.Create(CultureInfo.InvariantCulture, $"{name}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}"), "json", "From here on it is no JSON: write the file as AList or OpenList gave it.");
                return ExitCode.Failure;
            }
            catch (InvalidDataException e)
            {
                printer.Error(name, "file", e.Message);
                return ExitCode.Failure;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                printer.Error(name, "file", e.Message);
                return ExitCode.Usage;
            }
        });
        return command;
    }

    private static int Print(ImportedConfiguration imported, string file, TextWriter output, DiagnosticPrinter printer)
    {
        foreach (var note in imported.Notes)
        {
            var place = note.Place.Length == 0 ? file : note.Code == "configuration" ? note.Place : $"{file}: {note.Place}";
            if (note.IsError)
            {
                printer.Error(place, note.Code, note.Message);
            }
            else
            {
                printer.Warning(place, note.Code, note.Message);
            }
        }

        foreach (var (source, diagnostic) in imported.Trees)
        {
            printer.Print(source, diagnostic);
        }

        if (imported.Json.Length > 0)
        {
            output.WriteLine(imported.Json);
        }

        return imported.HasErrors ? ExitCode.Failure : ExitCode.Success;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await using var stream = name == "-" ? Console.OpenStandardInput() : File.OpenRead(name);
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > MostBytes)
            {
                throw new InvalidDataException("It is larger than any export.");
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
