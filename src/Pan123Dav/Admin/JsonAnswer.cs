using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pan123Dav.Admin;

/// <summary>An answer of <c>/api/v1</c>, laid out for people to read.</summary>
internal static class JsonAnswer
{
    /// <summary>As it is told in the OpenAPI document.</summary>
    public const string MediaType = "application/json";

    /// <param name="answer">What is told.</param>
    /// <param name="type">How it is written.</param>
    public static IResult Create<T>(T answer, JsonTypeInfo<T> type) => Results.Bytes(JsonSerializer.SerializeToUtf8Bytes(answer, type), MediaType);
}
