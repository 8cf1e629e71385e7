using System.CommandLine;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Commands;

/// <summary><c>check</c>: validates a tree text, or without one the configuration and all its trees, without serving anything.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "A tree text, or - for standard input. Without it the whole configuration is checked.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        file.Validators.Add(PathText.Check);
        var type = new NameOption("--type", "What the text is for; both are written the same way.", nameof(MountType.DirectLink), nameof(MountType.UrlTree));
        var json = new Option<bool>("--json") { Description = "Print entries and diagnostics as one JSON object." };
        var command = new Command("check", "Validate a tree text, or the whole configuration.") { file, type, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var report = new CheckOutput();
            var (invocation, output) = (result.InvocationConfiguration, result.InvocationConfiguration.Output);
            if (result.GetValue(file) is not { } name)
            {
                await ConfigurationCheck.RunAsync(report, ConfigOption.GetFile(result), cancellationToken);
            }
            else if (await CheckFileAsync(report, name, cancellationToken) is { } problem)
            {
                DiagnosticPrinter.For(invocation).Error(name, "file", problem);
                return ExitCode.Usage;
            }

            if (result.GetValue(json))
            {
                await using var stream = new MemoryStream();
                report.WriteJson(stream);
                await output.WriteAsync(System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
            }
            else
            {
                report.PrintText(invocation);
            }

            return report.HasErrors ? ExitCode.Failure : ExitCode.Success;
        });
        return command;
    }

    private static async Task<string?> CheckFileAsync(CheckOutput report, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = name == "-" ? System.Console.OpenStandardInput() : File.OpenRead(name);
            var parsed = await UrlTreeText.ParseAsync(stream, cancellationToken);
            foreach (var diagnostic in parsed.Diagnostics)
            {
                report.Add(name, diagnostic);
            }

            if (parsed.Table is { } table)
            {
                report.Add(StoragePath.Root, table);
            }
            else
            {
                report.AddCount(parsed.Files, parsed.Collections);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
