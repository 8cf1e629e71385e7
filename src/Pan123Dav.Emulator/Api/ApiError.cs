namespace Pan123Dav.Emulator.Api;

/// <summary>A code of the envelope that is not success. Ends the call.</summary>
internal sealed class ApiError(int code, string message) : Exception(message)
{
    public const int Internal = 1;
    public const int BadRequest = 400;
    public const int TokenInvalid = 401;
    public const int Refused = 403;
    public const int TooManyRequests = 429;
    public const int NoSuchFile = 5066;
    public const int LoginRequired = 5112;
    public const int TrafficUsedUp = 5113;

    public int Code => code;

    public static ApiError NotFound() => new(NoSuchFile, "文件不存在");

    public static ApiError Missing(string name) => new(BadRequest, $"参数错误: {name}");
}
