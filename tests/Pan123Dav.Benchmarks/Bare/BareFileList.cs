using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Benchmarks.Bare;

/// <summary>Writes AList's JSON of a folder from objects that it has in memory, signatures included.</summary>
internal sealed class BareFileList
{
    private const int Block = 32 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly BareFile[] _files;

    /// <param name="answer">What the gateway answered.</param>
    public BareFileList(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        _files = [.. document.RootElement.GetProperty("data").GetProperty("content").EnumerateArray().Select(BareFile.From)];
    }

    private sealed record BareFile(string Name, long Size, bool IsFolder, string Modified, string Created, string Sign, int Type)
    {
        public static BareFile From(JsonElement file) => new(
            file.GetProperty("name").GetString()!,
            file.GetProperty("size").GetInt64(),
            file.GetProperty("is_dir").GetBoolean(),
            file.GetProperty("modified").GetString()!,
            file.GetProperty("created").GetString()!,
            file.GetProperty("sign").GetString()!,
            file.GetProperty("type").GetInt32());
    }

    public async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Options);
        json.WriteStartObject();
        json.WriteNumber("code"u8, 200);
        json.WriteString("message"u8, "success"u8);
        json.WriteStartObject("data"u8);
        json.WriteStartArray("content"u8);
        foreach (var file in _files)
        {
            Write(json, file);
            if (json.BytesPending + context.Response.BodyWriter.UnflushedBytes >= Block)
            {
                json.Flush();
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, _files.Length);
        json.WriteString("readme"u8, ""u8);
        json.WriteString("header"u8, ""u8);
        json.WriteBoolean("write"u8, false);
        json.WriteBoolean("write_content_bypass"u8, false);
        json.WriteString("provider"u8, "unknown"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BareFile file)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, file.Name);
        json.WriteNumber("size"u8, file.Size);
        json.WriteBoolean("is_dir"u8, file.IsFolder);
        json.WriteString("modified"u8, file.Modified);
        json.WriteString("created"u8, file.Created);
        json.WriteString("sign"u8, file.Sign);
        json.WriteString("thumb"u8, ""u8);
        json.WriteNumber("type"u8, file.Type);
        json.WriteString("hashinfo"u8, "null"u8);
        json.WriteNull("hash_info"u8);
        json.WriteEndObject();
    }
}
