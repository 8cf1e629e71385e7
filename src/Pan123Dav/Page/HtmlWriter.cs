using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Pan123Dav.Http;

namespace Pan123Dav.Page;

/// <summary>Writes text into a page.</summary>
internal static class HtmlWriter
{
    // Whatever is a letter stays readable; markup never does.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text that may hold anything, in an element or an attribute in quotes.</summary>
    public static string Escape(string text) => Encoder.Encode(text);

    /// <summary>What is HTML already.</summary>
    public static void Html(this StreamingBody body, string html)
    {
        var written = Encoding.UTF8.GetBytes(html, body.GetSpan(Encoding.UTF8.GetMaxByteCount(html.Length)));
        body.Advance(written);
    }

    /// <summary>A decoded name.</summary>
    public static void Name(this StreamingBody body, ReadOnlySpan<byte> name) =>
        body.Advance(XmlText.Write(name, body.GetSpan((name.Length * XmlText.MaxGrowth) + 1)));
}
