using System.Text;

namespace Pan123Dav.Commands.Export;

/// <summary>Where the text goes.</summary>
internal interface IExportTarget
{
    /// <summary>Takes some whole lines.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> lines);
}

/// <summary>Writes to standard output, or what stands for it.</summary>
internal sealed class TextTarget(TextWriter output) : IExportTarget
{
    // Whole lines, so no character is cut.
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> lines) => await output.WriteAsync(Encoding.UTF8.GetString(lines.Span));
}
