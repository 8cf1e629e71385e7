namespace Pan123Dav.Emulator.Api;

/// <summary>How often one call may be made: a bucket of <paramref name="Burst"/> calls that fills at <paramref name="PerSecond"/>.</summary>
/// <param name="PerSecond">Calls a second in the long run.</param>
/// <param name="Burst">Calls at once.</param>
public readonly record struct EmulatedApiRate(double PerSecond, double Burst)
{
    private static readonly EmulatedApiRate Web = new(1 / 0.7, 2);

    /// <summary>
    /// What 123 publishes for a free account, and one call in 700 ms for the web interface. A burst is a second's calls and one more, so that a client which
    /// keeps to the rate is not refused for a packet that came early.
    /// </summary>
    public static IReadOnlyDictionary<EmulatorEndpoint, EmulatedApiRate> Documented { get; } = new Dictionary<EmulatorEndpoint, EmulatedApiRate>
    {
        [EmulatorEndpoint.AccessToken] = new(8, 9),
        [EmulatorEndpoint.FileList] = new(5, 6),
        [EmulatorEndpoint.FileDetail] = new(10, 11),
        [EmulatorEndpoint.FileInfos] = new(10, 11),
        [EmulatorEndpoint.DownloadInfo] = new(5, 6),
        [EmulatorEndpoint.DirectLinkEnable] = new(1, 2),
        [EmulatorEndpoint.DirectLinkDisable] = new(1, 2),
        [EmulatorEndpoint.DirectLinkUrl] = new(5, 6),
        [EmulatorEndpoint.DirectLinkLog] = new(1, 2),
        [EmulatorEndpoint.UserInfo] = new(10, 11),
        [EmulatorEndpoint.ShareGet] = Web,
        [EmulatorEndpoint.ShareDownloadInfo] = Web,
        [EmulatorEndpoint.NewShareDownloadInfo] = Web,
        [EmulatorEndpoint.SignIn] = Web,
        [EmulatorEndpoint.WebFileList] = Web,
        [EmulatorEndpoint.WebDownloadInfo] = Web,
        [EmulatorEndpoint.WebUserInfo] = Web,
    };
}
