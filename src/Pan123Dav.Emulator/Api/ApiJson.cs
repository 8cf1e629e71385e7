using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pan123Dav.Emulator.Api;

/// <summary>Writes an answer's JSON, its numbers in the way that is asked for.</summary>
internal sealed class ApiJson(Stream output, ApiNumbers numbers) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Utf8JsonWriter _writer = new(output, Options);

    public void Dispose() => _writer.Dispose();

    /// <summary>An object, as a field or, without a name, as a member of an array.</summary>
    public void Object(string? name, Action fields)
    {
        Name(name);
        _writer.WriteStartObject();
        fields();
        _writer.WriteEndObject();
    }

    /// <summary>A field whose value <paramref name="value"/> writes.</summary>
    public void Named(string name, Action value)
    {
        _writer.WritePropertyName(name);
        value();
    }

    /// <summary>A field that holds a list of any length.</summary>
    /// <param name="name">Of the field.</param>
    /// <param name="items">What is in it.</param>
    /// <param name="write">Writes one.</param>
    /// <param name="isNull">Whether <c>null</c> is written in its place.</param>
    public void Array<T>(string name, IEnumerable<T> items, Action<T> write, bool isNull = false)
    {
        if (isNull)
        {
            _writer.WriteNull(name);
            return;
        }

        _writer.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        _writer.WriteEndArray();
    }

    public void Text(string name, string value) => _writer.WriteString(name, value);

    public void Flag(string name, bool value) => _writer.WriteBoolean(name, value);

    public void Null(string name) => _writer.WriteNull(name);

    /// <summary>A number that is written plainly whatever is asked for, such as the envelope's code.</summary>
    /// <param name="name">Of the field.</param>
    /// <param name="value">The code.</param>
    /// <param name="isText">Whether it is written as a text all the same.</param>
    public void Code(string name, int value, bool isText)
    {
        if (isText)
        {
            _writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            _writer.WriteNumber(name, value);
        }
    }

    public void Number(string name, long value) => Number(name, (Int128)value);

    public void Number(string name, ulong value) => Number(name, (Int128)value);

    private void Number(string name, Int128 value)
    {
        _writer.WritePropertyName(name);
        var text = value.ToString(CultureInfo.InvariantCulture);
        switch (numbers)
        {
            case ApiNumbers.Plain:
                _writer.WriteRawValue(text);
                break;
            case ApiNumbers.Strings:
                _writer.WriteStringValue(text);
                break;
            case ApiNumbers.Fractions:
                _writer.WriteRawValue(text + ".0");
                break;
            case ApiNumbers.Huge:
                _writer.WriteRawValue($"{text}00000000000000000000000000000000000000001e400", skipInputValidation: true);
                break;
            case ApiNumbers.Negative:
                _writer.WriteRawValue((-value - 1).ToString(CultureInfo.InvariantCulture));
                break;
            default:
                throw new InvalidOperationException($"Unknown form of numbers {numbers}.");
        }
    }

    private void Name(string? name)
    {
        if (name is not null)
        {
            _writer.WritePropertyName(name);
        }
    }
}
