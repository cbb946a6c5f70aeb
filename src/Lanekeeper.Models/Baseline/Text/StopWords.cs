using System.Collections.Frozen;

namespace Lanekeeper.Models.Baseline.Text;

/// <summary>Words that hold sentences together and say nothing of their subject.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> All = """
        a about above after again all also always am an and any anyone anything are around as ask at away back be because been before being below best
        both but by came can cannot cant come could couldnt day days did didnt do does doesnt doing done dont down each either else even ever every few
        find first for from further get gets getting give given go goes going gone got had has hasnt have havent having he hello help her here hers hey hi
        him his hope how however i id if ill im in instead into is isnt it its ive just keep kind know last let lets like long look made make many may
        maybe me might more most much must my myself need needs neither never new next no nobody none nor not nothing now of off often ok okay on once one
        only onto or other our ours out over own per please put quite rather really regards same say see seem seems several shall she should since so some
        someone something soon still such sure take tell than thank thanks that thats the their them then there these they thing things think this those
        though through to today together too try trying two under until up upon us use very via want wanted wants was wasnt way we well were what whats
        when where whether which while who whom whose why will wish with within without wont would wouldnt yes yet you your yours 0
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string word) => All.Contains(word);
}
