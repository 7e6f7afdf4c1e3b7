/** The label by which SuperEdge tells zones apart. */

/**
 * Key of the label whose values are the zones: of nodes, of grids (`gridUniqKey`) and the name of the group of units. It has
 * no prefix, because the controller passes over every key that is no label value: a grid with a "/" in its key makes
 * nothing and says nothing (superedge v0.9.0 pkg/application-grid-controller/controller/common/labels.go).
 */
export const GRID_KEY = "flotilla-zone";
