using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>
/// A call of a tool, or a part of one. The neutral type for it holds arguments as values, all at once; these are text that comes piece by piece and
/// goes on as it is.
/// </summary>
/// <param name="key">Which call of the answer it belongs to: several may come side by side.</param>
internal sealed class CallContent(int key, string? id, string? name, string? arguments) : AIContent
{
    public int Key => key;

    public string? Id => id;

    public string? Name => name;

    public string? Arguments => arguments;
}
