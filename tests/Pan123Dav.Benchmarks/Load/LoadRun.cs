using Pan123Dav.Benchmarks.Bare;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>What every measurement needs: the programs, a folder to work in, and the way to load them.</summary>
internal sealed class LoadRun(LoadOptions options, ILoadClient client, string folder, string gateway, string? aot)
{
    public LoadOptions Options => options;

    public ILoadClient Client => client;

    /// <summary>The gateway as Native AOT; null when that was not asked for.</summary>
    public string? Aot => aot;

    public string Gateway => gateway;

    /// <summary>A file of the tree of this many files, made when it is not there yet.</summary>
    public string Tree(int files)
    {
        var path = Path.Combine(folder, $"tree-{files}.txt");
        if (!File.Exists(path))
        {
            TreeGenerator.Write(path, files, "first");
        }

        return path;
    }

    /// <summary>Starts the gateway on a tree.</summary>
    /// <param name="tree">Its file.</param>
    /// <param name="settings">Beside or instead of the usual ones: signing, budgets that are never spent, levels from Warning on.</param>
    /// <param name="program">The executable; null for the one published normally.</param>
    /// <param name="first">What is asked first; null for anything.</param>
    public Task<ServerProcess> StartGatewayAsync(
        string tree, IReadOnlyDictionary<string, string>? settings = null, string? program = null, LoadRequest? first = null)
    {
        var environment = Settings(tree, Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName())).FullName);
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }

        return ServerProcess.StartAsync(program ?? gateway, port => ["serve", "--urls", $"http://127.0.0.1:{port}"], folder, environment, first);
    }

    /// <summary>
    /// What the gateway is told when nothing else is said: signing, budgets that are never spent, levels from Warning on. As environment variables.
    /// </summary>
    /// <param name="tree">The file of its tree.</param>
    /// <param name="data">Where it may write.</param>
    public static Dictionary<string, string> Settings(string tree, string data) => new()
    {
        ["Logging__LogLevel__Default"] = "Warning",
        ["Pan123Dav__DataDirectory"] = data,
        ["Pan123Dav__Mounts__0__OriginUrlsFile"] = tree,
        ["Pan123Dav__Mounts__0__PrivateKey"] = "a key for the load",
        ["Pan123Dav__Mounts__0__Uid"] = "13",
        ["Pan123Dav__Users__0__Name"] = LoadRequest.User,
        ["Pan123Dav__Users__0__Password"] = LoadRequest.Password,
        ["Pan123Dav__Budgets__DailyBytes"] = "4000000000000000000",
        ["Pan123Dav__Budgets__DailyLinks"] = "4000000000000000000",
        ["Pan123Dav__Budgets__PerUser__DailyBytes"] = "4000000000000000000",
        ["Pan123Dav__Budgets__PerUser__DailyLinks"] = "4000000000000000000",
        ["Pan123Dav__Budgets__PerUser__RequestsPerMinute"] = "2000000000",
        ["Pan123Dav__Probe__Enabled"] = "false",
    };

    /// <summary>Starts one of <see cref="BareProgram"/>'s programs.</summary>
    public Task<ServerProcess> StartBareAsync(string kind, string argument = "") =>
        ServerProcess.StartAsync(Environment.ProcessPath!, port => ["bare", kind, $"{port}", argument], folder);

    /// <summary>The body of one answer, in a file.</summary>
    public async Task<string> FetchAsync(ServerProcess server, LoadRequest request)
    {
        using var connection = new LoadConnection(server.Port) { KeepBody = true };
        await connection.SendAsync(request.ToBytes(server.Port));
        var status = await connection.ReadResponseAsync();
        if (status >= 400)
        {
            throw new InvalidOperationException($"{request.Method} {request.Target} is answered {status}.");
        }

        var path = Path.Combine(folder, Path.GetRandomFileName());
        await File.WriteAllBytesAsync(path, connection.Body.ToArray());
        return path;
    }
}
