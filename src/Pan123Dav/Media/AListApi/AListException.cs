namespace Pan123Dav.Media.AListApi;

/// <summary>A call that fails, with the code and text of AList's envelope.</summary>
internal sealed class AListException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;

    /// <summary>When it is worth asking again; null when the answer does not say.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>What AList says of a path without anything there: tools look for these words, and for no other code.</summary>
    public static AListException NotFound() => new(StatusCodes.Status500InternalServerError, "object not found");

    /// <summary>The request itself is wrong.</summary>
    public static AListException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);
}
