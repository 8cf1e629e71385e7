namespace Pan123Dav.Emulator.Api;

/// <summary>Which call a path is.</summary>
internal static class ApiRoutes
{
    // What may stand before a web call's own path: 123 has had several, and a base address may name any of them.
    private static readonly string[] WebPrefixes = ["/b/api/", "/a/api/", "/api/"];

    private static readonly Dictionary<string, EmulatorEndpoint> Open = new(StringComparer.Ordinal)
    {
        ["/api/v1/access_token"] = EmulatorEndpoint.AccessToken,
        ["/api/v2/file/list"] = EmulatorEndpoint.FileList,
        ["/api/v1/file/detail"] = EmulatorEndpoint.FileDetail,
        ["/api/v1/file/infos"] = EmulatorEndpoint.FileInfos,
        ["/api/v1/file/download_info"] = EmulatorEndpoint.DownloadInfo,
        ["/api/v1/direct-link/enable"] = EmulatorEndpoint.DirectLinkEnable,
        ["/api/v1/direct-link/disable"] = EmulatorEndpoint.DirectLinkDisable,
        ["/api/v1/direct-link/url"] = EmulatorEndpoint.DirectLinkUrl,
        ["/api/v1/direct-link/log"] = EmulatorEndpoint.DirectLinkLog,
        ["/api/v1/user/info"] = EmulatorEndpoint.UserInfo,
    };

    private static readonly Dictionary<string, EmulatorEndpoint> Web = new(StringComparer.Ordinal)
    {
        ["share/get"] = EmulatorEndpoint.ShareGet,
        ["share/download/info"] = EmulatorEndpoint.ShareDownloadInfo,
        ["v2/share/download/info"] = EmulatorEndpoint.NewShareDownloadInfo,
        ["user/sign_in"] = EmulatorEndpoint.SignIn,
        ["file/list/new"] = EmulatorEndpoint.WebFileList,
        ["file/download_info"] = EmulatorEndpoint.WebDownloadInfo,
        ["user/info"] = EmulatorEndpoint.WebUserInfo,
        ["get/server/time"] = EmulatorEndpoint.ServerTime,
    };

    public static bool TryMatch(string path, out EmulatorEndpoint endpoint)
    {
        if (Open.TryGetValue(path, out endpoint))
        {
            return true;
        }

        foreach (var prefix in WebPrefixes)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal) && Web.TryGetValue(path[prefix.Length..], out endpoint))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsPost(EmulatorEndpoint endpoint) => endpoint is EmulatorEndpoint.AccessToken or EmulatorEndpoint.FileInfos
        or EmulatorEndpoint.DirectLinkEnable or EmulatorEndpoint.DirectLinkDisable or EmulatorEndpoint.ShareDownloadInfo
        or EmulatorEndpoint.NewShareDownloadInfo or EmulatorEndpoint.SignIn or EmulatorEndpoint.WebDownloadInfo;

    public static bool IsOpen(EmulatorEndpoint endpoint) => endpoint <= EmulatorEndpoint.UserInfo;
}
