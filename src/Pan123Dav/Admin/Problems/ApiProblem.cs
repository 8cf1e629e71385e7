namespace Pan123Dav.Admin.Problems;

/// <summary>A refusal of the API, as RFC 9457 has it told.</summary>
/// <param name="status">A 4xx status, or 503.</param>
/// <param name="code">Names the reason, for programs; null where the status says it all.</param>
/// <param name="detail">What is the case and what to do, in the reader's language.</param>
internal sealed class ApiProblem(int status, string? code, Func<ApiText, string> detail) : Exception($"{status} {code}")
{
    public int Status { get; } = status;

    public string? Code { get; } = code;

    public Func<ApiText, string> Detail { get; } = detail;

    /// <summary>What is wrong with a tree text.</summary>
    public IReadOnlyList<DiagnosticEntry>? Diagnostics { get; init; }

    /// <summary>What is wrong with settings.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>The same in the reader's language, where it is known in both.</summary>
    public Func<ApiText, IReadOnlyList<FieldError>>? FieldErrors { get; init; }

    /// <summary>The entity tag of what is there now.</summary>
    public string? EntityTag { get; init; }

    /// <summary>When it is worth asking again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ApiProblem NotFound() => new(StatusCodes.Status404NotFound, null, static text => text.NotFound);

    public static ApiProblem TooLarge(long limit) => new(StatusCodes.Status413PayloadTooLarge, "too-large", text => text.TooLarge(limit));

    public static ApiProblem Stale(string? entityTag) =>
        new(StatusCodes.Status412PreconditionFailed, "stale", static text => text.Stale) { EntityTag = entityTag };
}
