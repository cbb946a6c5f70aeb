using System.CommandLine;

namespace Lanekeeper.Cli.Models;

/// <summary><c>lanekeeper models</c> lists what answered for the models that were asked for; <c>acknowledge</c> ends a change's news.</summary>
internal static class ModelsTree
{
    public static Command Make(Surroundings around) => new ModelsServedCommand(around, "models")
    {
        new ModelsServedCommand(around, "served"),
        new ModelsAcknowledgeCommand(around),
    };
}
