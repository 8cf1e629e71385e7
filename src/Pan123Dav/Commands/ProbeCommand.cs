using System.CommandLine;
using System.Text;
using Pan123Dav.Gateway;
using Pan123Dav.Metadata;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Commands;

/// <summary><c>probe</c>: learns now what the configured trees do not say, and writes a tree text with it where that is asked for.</summary>
internal static class ProbeCommand
{
    /// <param name="build">Makes a host with the configuration; null for the ordinary places.</param>
    public static Command Create(Func<WebApplicationBuilder>? build = null)
    {
        var write = new Option<string>("--write")
        {
            HelpName = "FILE",
            Description = "Write the tree text with sizes and times filled in; comments and order stay."
        };
        write.Validators.Add(PathText.Check);
        var mount = new Option<string>("--mount") { HelpName = "PATH", Description = "Which mount, by its path; all of them otherwise." };
        var command = new Command("probe", "Learn missing sizes and times now. Exits with 1 when some could not be learnt.") { write, mount };
        command.SetAction((result, cancellationToken) => RunAsync(
            build ?? (() => GatewayHosting.CreateBuilder([], ConfigOption.GetFile(result), watch: false)),
            result.GetValue(write),
            result.GetValue(mount),
            result.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        Func<WebApplicationBuilder> build, string? file, string? path, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        var printer = DiagnosticPrinter.For(invocation);
        var isLoaded = false;
        try
        {
            var builder = build();
            builder.AddGateway();

            // What fails is told here, once.
            builder.Logging.ClearProviders();
            await using var app = builder.Build();
            await app.Services.GetRequiredService<SnapshotReloadService>().LoadBesideGatewayAsync(cancellationToken);
            isLoaded = true;
            var mounts = app.Services.GetRequiredService<GatewaySnapshotProvider>().Value.Mounts.Mounts;
            if (path is not null)
            {
                mounts = [.. mounts.Where(mount => StoragePath.TryParse(path, out var wanted) && mount.Options.Path == wanted)];
            }

            if (mounts.Count == 0 || (file is not null && mounts.Count > 1))
            {
                printer.Error("pan123dav probe", "usage",
                    mounts.Count == 0 ? "there is no such mount: write the path of one after --mount" : "there are several mounts: write --mount PATH too");
                return ExitCode.Usage;
            }

            var prober = app.Services.GetRequiredService<MetadataProber>();
            await prober.StartAsync(cancellationToken);
            var failed = await ProbeRun.RunAsync(prober, mounts, invocation, cancellationToken);
            await prober.StopAsync(cancellationToken);
            if (file is not null)
            {
                await WriteAsync(mounts[0].Options, file, app.Services.GetRequiredService<MetadataStore>(), cancellationToken);
            }

            return failed == 0 ? ExitCode.Success : ExitCode.Failure;
        }
        catch (Exception e) when (!isLoaded && ConfigurationErrorOutput.IsFor(e))
        {
            ConfigurationErrorOutput.Print(e, printer);
            return ExitCode.Configuration;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            printer.Error(file ?? "pan123dav probe", "file", e.Message);
            return ExitCode.Failure;
        }
    }

    private static async Task WriteAsync(MountOptions options, string file, MetadataStore store, CancellationToken cancellationToken)
    {
        var text = options.OriginUrlsFile is { } source
            ? await File.ReadAllBytesAsync(source, cancellationToken)
            : Encoding.UTF8.GetBytes(options.OriginUrls ?? "");
        using var completed = new MemoryStream(text.Length);
        if (TreeTextCompletion.Complete(text, store.ApplyKnown, completed) is null)
        {
            throw new IOException("The tree text was changed meanwhile and has errors now.");
        }

        // Written in one go only when all is known: the file may be the source itself.
        await File.WriteAllBytesAsync(file, completed.ToArray(), cancellationToken);
    }
}
