using System.Diagnostics;
using System.Globalization;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>Measures the published gateway against the bare programs and prints the table of docs/performance.md.</summary>
internal static class LoadProgram
{
    private static readonly (string Name, Func<LoadRun, IAsyncEnumerable<Row>> Measure)[] Groups =
    [
        ("start", StartRows.MeasureAsync),
        ("redirect", RedirectRows.MeasureAsync),
        ("remote-auth", RemoteAuthRow.MeasureAsync),
        ("shared", SharedRows.MeasureAsync),
        ("media", MediaRows.MeasureAsync),
        ("listing", ListingRows.MeasureAsync),
        ("tree", TreeRows.MeasureAsync),
        ("reload", ReloadRow.MeasureAsync),
        ("proxy", ProxyRow.MeasureAsync),
    ];

    public static async Task<int> RunAsync(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        LoadOptions options;
        try
        {
            options = LoadOptions.Parse(arguments);
        }
        catch (FormatException e)
        {
            await System.Console.Error.WriteLineAsync($"{e.Message}\n{LoadOptions.Usage}");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("pan123dav-load-");
        try
        {
            var gateway = options.Gateway ?? await PublishAsync(Path.Combine(folder.FullName, "gateway"));
            var aot = options.Scale || options.Aot == "none" ? null
                : options.Aot ?? await PublishAsync(Path.Combine(folder.FullName, "aot"), "--use-current-runtime", "-p:PublishAot=true");
            ILoadClient client = options.OwnClient || !WrkClient.IsThere ? new OwnClient() : new WrkClient(folder.FullName);
            var run = new LoadRun(options, client, folder.FullName, gateway, aot);
            await System.Console.Error.WriteLineAsync(
                $"{client.Name}, {options.Rounds} rounds of {options.Duration.TotalSeconds:0} s, {Environment.ProcessorCount} processors");
            await (options.Scale ? ScaleTable.PrintAsync(run, System.Console.Out) : PrintAsync(run));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PrintAsync(LoadRun run)
    {
        System.Console.WriteLine("| work | goal | figure | verdict | note |\n|---|---|---|---|---|");
        foreach (var (name, measure) in Groups.Where(group => group.Name.Contains(run.Options.Only, StringComparison.Ordinal)))
        {
            await System.Console.Error.WriteLineAsync($"{name} …");
            await foreach (var row in measure(run))
            {
                System.Console.WriteLine(row);
            }
        }
    }

    private static async Task<string> PublishAsync(string output, params string[] more)
    {
        await System.Console.Error.WriteLineAsync($"publishing {Path.GetFileName(output)} …");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["publish", Path.Combine(Root(), "src", "Pan123Dav"), "-c", "Release", "-o", output, .. more])
        {
            start.ArgumentList.Add(argument);
        }

        using var publish = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var text = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? Path.Combine(output, OperatingSystem.IsWindows() ? "pan123dav.exe" : "pan123dav")
            : throw new InvalidOperationException($"The gateway cannot be published.\n{text}");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pan123Dav.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Run it from a checkout, or name a published gateway with --gateway.");
    }
}
