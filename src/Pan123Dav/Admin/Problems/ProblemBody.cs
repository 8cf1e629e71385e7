using System.ComponentModel;

namespace Pan123Dav.Admin.Problems;

/// <summary>A refusal as <c>application/problem+json</c> (RFC 9457).</summary>
[Description("Why a request was refused (RFC 9457).")]
internal sealed record ProblemBody
{
    [Description("Always about:blank: the status says what kind of problem it is.")]
    public string Type { get; init; } = "about:blank";

    [Description("The status in words.")]
    public required string Title { get; init; }

    [Description("The HTTP status.")]
    public required int Status { get; init; }

    [Description("What is the case and what to do, in the language of Accept-Language.")]
    public required string Detail { get; init; }

    [Description("Names the reason, for programs.")]
    public string? Code { get; init; }

    [Description("The entity tag of what is there now.")]
    public string? Etag { get; init; }

    [Description("What is wrong with a tree text.")]
    public IReadOnlyList<DiagnosticEntry>? Diagnostics { get; init; }

    [Description("What is wrong with settings.")]
    public IReadOnlyList<FieldError>? Errors { get; init; }
}

/// <summary>One mistake in what was to be written to the settings.</summary>
[Description("One mistake in settings.")]
internal sealed record FieldError
{
    [Description("The key of the configuration.")]
    public required string Key { get; init; }

    [Description("The member of the request's body that it came from; null when none did.")]
    public string? Field { get; init; }

    [Description("What is wrong and what to write instead.")]
    public required string Message { get; init; }
}
