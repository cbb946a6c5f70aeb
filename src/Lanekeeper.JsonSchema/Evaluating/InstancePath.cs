using System.Globalization;
using System.Text;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Evaluating;

/// <summary>The way from the root of the instance to where the evaluation stands; written out only for an error.</summary>
internal sealed class InstancePath
{
    private readonly List<(string? Name, int Index)> _steps = [];

    public void Push(string name) => _steps.Add((name, 0));

    public void Push(int index) => _steps.Add((null, index));

    public void Pop() => _steps.RemoveAt(_steps.Count - 1);

    public override string ToString()
    {
        var pointer = new StringBuilder();
        foreach (var (name, index) in _steps)
        {
            pointer.Append('/').Append(name is null ? index.ToString(CultureInfo.InvariantCulture) : JsonPointer.Escape(name));
        }

        return pointer.ToString();
    }
}
