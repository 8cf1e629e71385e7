using System.Text.Json;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>
/// Runs a script of <c>Scripts/</c> with Node.js and the packages in the folder that
/// <c>PAN123DAV_NODE_PACKAGES</c> names, where <c>npm install</c> put them.
/// </summary>
internal static class NodePackage
{
    private static string? Folder => Environment.GetEnvironmentVariable("PAN123DAV_NODE_PACKAGES");

    public static void Require(string package)
    {
        Tool.Require("node");
        if (Folder is null || !Directory.Exists(Path.Combine(Folder, "node_modules", package)))
        {
            Tool.Missing($"the npm package {package} is not installed (PAN123DAV_NODE_PACKAGES names the folder that holds node_modules)");
        }
    }

    /// <summary>What the script wrote to its standard output, which must be JSON.</summary>
    public static async Task<JsonElement> RunAsync(string script, Uri root, params string[] arguments)
    {
        var tool = new Tool("node", [Path.Combine(AppContext.BaseDirectory, "Scripts", script), .. arguments])
        {
            Folder = Folder,
            Limit = TimeSpan.FromSeconds(120),
            Environment = new Dictionary<string, string>
            {
                ["ROOT"] = root.AbsoluteUri,
                ["USER_NAME"] = PublishedGateway.User,
                ["PASSWORD"] = PublishedGateway.Password
            },
        };
        return JsonSerializer.Deserialize<JsonElement>((await tool.RunAsync()).Succeeded().Output);
    }
}
