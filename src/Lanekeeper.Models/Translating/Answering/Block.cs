using System.Text;

namespace Lanekeeper.Models.Translating.Answering;

internal enum BlockKind
{
    Text,
    Thinking,
    Call,
}

/// <summary>A block of an answer in messages while it is written.</summary>
internal sealed class Block
{
    public required BlockKind Kind { get; init; }

    /// <summary>Which call it is.</summary>
    public int Key { get; init; }

    public string? Id { get; set; }

    public string? Name { get; set; }

    public bool HasBegun { get; set; }

    /// <summary>What has come and is not written.</summary>
    public StringBuilder Waiting { get; } = new();

    public ArgumentsEnd End { get; } = new();

    /// <returns>The last one where it is of that kind, else a new one behind it.</returns>
    public static Block Last(List<Block> blocks, BlockKind kind)
    {
        if (blocks.Count == 0 || blocks[^1].Kind != kind)
        {
            blocks.Add(new Block { Kind = kind });
        }

        return blocks[^1];
    }
}
