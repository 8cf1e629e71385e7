namespace Pan123Dav.Emulator.Api;

/// <summary>What can be called beside the links themselves.</summary>
public enum EmulatorEndpoint
{
    /// <summary>Open platform: POST /api/v1/access_token.</summary>
    AccessToken,

    /// <summary>Open platform: GET /api/v2/file/list.</summary>
    FileList,

    /// <summary>Open platform: GET /api/v1/file/detail.</summary>
    FileDetail,

    /// <summary>Open platform: POST /api/v1/file/infos.</summary>
    FileInfos,

    /// <summary>Open platform: GET /api/v1/file/download_info.</summary>
    DownloadInfo,

    /// <summary>Open platform: POST /api/v1/direct-link/enable.</summary>
    DirectLinkEnable,

    /// <summary>Open platform: POST /api/v1/direct-link/disable.</summary>
    DirectLinkDisable,

    /// <summary>Open platform: GET /api/v1/direct-link/url.</summary>
    DirectLinkUrl,

    /// <summary>Open platform: GET /api/v1/direct-link/log.</summary>
    DirectLinkLog,

    /// <summary>Open platform: GET /api/v1/user/info.</summary>
    UserInfo,

    /// <summary>Share: GET /b/api/share/get.</summary>
    ShareGet,

    /// <summary>Share: POST /b/api/share/download/info.</summary>
    ShareDownloadInfo,

    /// <summary>Share: POST /b/api/v2/share/download/info, which newer pages ask.</summary>
    NewShareDownloadInfo,

    /// <summary>Personal: POST /api/user/sign_in.</summary>
    SignIn,

    /// <summary>Personal: GET /b/api/file/list/new.</summary>
    WebFileList,

    /// <summary>Personal: POST /b/api/file/download_info.</summary>
    WebDownloadInfo,

    /// <summary>Personal: GET /b/api/user/info.</summary>
    WebUserInfo,

    /// <summary>Web: GET /b/api/get/server/time.</summary>
    ServerTime,

    /// <summary>One step of the chain that a web download link leads through.</summary>
    LinkHop,

    /// <summary>The content behind a download link.</summary>
    Content,
}
