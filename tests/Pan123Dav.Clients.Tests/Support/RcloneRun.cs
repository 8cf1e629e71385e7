namespace Pan123Dav.Clients.Tests.Support;

/// <summary>rclone on a gateway, without retries.</summary>
internal static class RcloneRun
{
    /// <summary>Runs it to its good end; the drive is <c>:webdav:</c>.</summary>
    public static async Task<ToolResult> RunAsync(PublishedGateway gateway, params string[] arguments) =>
        (await new Tool("rclone", ["--config", "", "--retries", "1", "--low-level-retries", "1", .. arguments])
        {
            Limit = TimeSpan.FromSeconds(180),
            Environment = new Dictionary<string, string>
            {
                ["RCLONE_WEBDAV_URL"] = new Uri(gateway.Address, "/dav/").AbsoluteUri,
                ["RCLONE_WEBDAV_VENDOR"] = "other",
                ["RCLONE_WEBDAV_USER"] = PublishedGateway.User,
                ["RCLONE_WEBDAV_PASS"] = (await new Tool("rclone", ["obscure", "-"]) { Input = PublishedGateway.Password }.RunAsync()).Succeeded().Text.Trim(),
            },
        }.RunAsync()).Succeeded();
}
