using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TeamsBot.Bot.Tests.Manifest;

/// <summary>As much of PNG as our icons use: eight bits, colour with alpha, no filter, not interlaced. Anything else is refused.</summary>
internal sealed record Png(int Width, int Height, byte[] Pixels)
{
    /// <summary>Red, green, blue and alpha of a pixel.</summary>
    public ReadOnlySpan<byte> At(int x, int y) => Pixels.AsSpan(((y * Width) + x) * 4, 4);

    public static Png Read(byte[] file)
    {
        if (!file.AsSpan(0, 8).SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            throw new InvalidDataException("Not a PNG.");
        }

        var (header, data) = Chunks(file);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        if (header is not [.., 8, 6, 0, 0, 0])
        {
            throw new InvalidDataException("Not eight bits of colour with alpha.");
        }

        using var inflate = new ZLibStream(new MemoryStream(data), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        inflate.CopyTo(raw);
        var lines = raw.ToArray().Chunk((width * 4) + 1).ToList();
        return lines.Count == height && lines.TrueForAll(line => line[0] == 0)
            ? new Png(width, height, [.. lines.SelectMany(line => line.Skip(1))])
            : throw new InvalidDataException("Filtered or cut short.");
    }

    private static (byte[] Header, byte[] Data) Chunks(byte[] file)
    {
        byte[] header = [];
        List<byte> data = [];
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var (kind, content) = (Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]);
            if (kind == "IHDR")
            {
                header = content;
            }
            else if (kind == "IDAT")
            {
                data.AddRange(content);
            }

            at += 12 + length;
        }

        return (header, [.. data]);
    }
}
