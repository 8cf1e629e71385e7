using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pan123Dav.Admin;

/// <summary>An answer of <c>/api/v1</c> that nobody may keep.</summary>
internal static class JsonAnswer
{
    /// <param name="context">Its request.</param>
    /// <param name="answer">What is told.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="tag">The entity tag of what it was read from; null for none.</param>
    public static IResult Create<T>(HttpContext context, T answer, JsonTypeInfo<T> type, string? tag = null)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (tag is not null)
        {
            context.Response.Headers.ETag = tag;
        }

        return Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(answer, type), "application/json");
    }
}
