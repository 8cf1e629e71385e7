using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Pan123Dav.Commands.Import;

/// <summary><c>import</c>: prints, or writes into a folder, the configuration that matches what AList or OpenList exported.</summary>
internal static class ImportCommand
{
    // A tree text of a million files has 130 MB.
    private const int MaxBytes = 512 * 1024 * 1024;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A backup or an export of storages of AList or OpenList, as JSON, or - for standard input." };
        file.Validators.Add(PathText.Check);
        var write = new Option<string>("--write")
        {
            HelpName = "DIR",
            Description = "Write appsettings.json and the tree files into DIR instead, readable by you alone; nothing that is there is overwritten.",
        };
        var command = new Command(
            "import",
            "Print the configuration that matches storages, users and folder rules of AList or OpenList. "
            + "The keys, passwords and tokens in it are printed too, for they are the configuration asked for: "
            + "send it to a file that only you can read. What has no counterpart is named on standard error.")
        {
            file, write,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var (output, printer) = (result.InvocationConfiguration.Output, DiagnosticPrinter.For(result.InvocationConfiguration));
            var (name, folder) = (result.GetRequiredValue(file), result.GetValue(write));
            if (string.IsNullOrWhiteSpace(folder) && folder is not null)
            {
                printer.Error("pan123dav import", "usage", "--write is empty: write the folder that the files go to");
                return ExitCode.Usage;
            }

            try
            {
                using var export = AListExport.Read(await ReadAsync(name, cancellationToken));
                var imported = ImportedConfiguration.From(export, folder is not null, TimeProvider.System);
                return folder is null ? Print(imported, name, output, printer) : Write(imported, name, folder, result.InvocationConfiguration, printer);
            }
            catch (JsonException e)
            {
                printer.Error(string.Create(CultureInfo.InvariantCulture, $"{name}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}"),
                    "json", "From here on it is no JSON: write the file as AList or OpenList gave it.");
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
        PrintNotes(imported, file, key => key, printer);
        if (imported.HasMounts)
        {
            output.WriteLine(ImportedConfiguration.Format(imported.Section));
        }

        return imported.HasErrors ? ExitCode.Failure : ExitCode.Success;
    }

    private static int Write(ImportedConfiguration imported, string file, string folder, InvocationConfiguration invocation, DiagnosticPrinter printer)
    {
        var files = imported.HasMounts ? new ImportedFiles(folder, imported.Section) : null;
        PrintNotes(imported, file, key => files?.GetSource(key) ?? key, printer);
        if (files is null)
        {
            return ExitCode.Failure;
        }

        foreach (var path in files.Existing)
        {
            printer.Error(path, "exists", "is there already, so nothing was written: move it away, or name another folder after --write");
        }

        if (files.Existing.Count > 0)
        {
            return ExitCode.Failure;
        }

        try
        {
            files.Write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            printer.Error(folder, "file", e.Message);
            return ExitCode.Failure;
        }

        foreach (var path in files.Paths)
        {
            invocation.Say($"Written: {path}");
        }

        return imported.HasErrors ? ExitCode.Failure : ExitCode.Success;
    }

    private static void PrintNotes(ImportedConfiguration imported, string file, Func<string, string> sourceOf, DiagnosticPrinter printer)
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
            printer.Print(sourceOf(source), diagnostic);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await using var stream = name == "-" ? System.Console.OpenStandardInput() : File.OpenRead(name);
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > MaxBytes)
            {
                throw new InvalidDataException("It is larger than any export.");
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
