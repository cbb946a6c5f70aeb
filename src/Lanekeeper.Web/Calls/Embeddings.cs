using System.Text.Json;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Calls;

/// <summary>OpenAI's Embeddings: the texts, and of the answer how much it is, since nobody reads its numbers.</summary>
internal static class Embeddings
{
    // What a number takes as it travels: four bytes, in base64.
    private const double LettersOfNumber = 16.0 / 3;

    public static IEnumerable<Turn> Asked(JsonElement request)
    {
        var input = Shapes.Get(request, "input");
        return input is not { ValueKind: JsonValueKind.Array } list ? Shapes.Said(input) is { } said ? [new(TurnKind.Material, said)] : []
            : Shapes.Items(list) is [{ ValueKind: JsonValueKind.Number }, ..] tokens ? [Tokens(tokens.Count)]
            : Shapes.Items(list).Select(one => one.ValueKind == JsonValueKind.Array ? Tokens(one.GetArrayLength()) : new Turn(TurnKind.Material, Shapes.Said(one) ?? ""));
    }

    public static IEnumerable<Turn> Answered(JsonElement response)
    {
        var sizes = Shapes.Items(response, "data").Select(one => Size(Shapes.Get(one, "embedding"))).Where(size => size > 0).ToList();
        if (sizes.Count == 0)
        {
            return [];
        }

        var (least, most) = (sizes.Min(), sizes.Max());
        var numbers = least == most ? Numbers.Whole(most) : $"{Numbers.Whole(least)} to {Numbers.Whole(most)}";
        return [new(TurnKind.Assistant, $"{(sizes.Count == 1 ? "1 vector" : $"{Numbers.Whole(sizes.Count)} vectors")} of {numbers} numbers", null, IsAnswer: true)];
    }

    private static Turn Tokens(int count) => new(TurnKind.Material, $"[{Numbers.Whole(count)} tokens]");

    private static long Size(JsonElement? vector) => vector switch
    {
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength(),
        { ValueKind: JsonValueKind.String } base64 => (long)(base64.GetString()!.TrimEnd('=').Length / LettersOfNumber),
        _ => 0,
    };
}
