namespace Pan123Dav.Logging;

/// <summary>How log events are written.</summary>
internal enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>One compact JSON object a line.</summary>
    Json,
}
