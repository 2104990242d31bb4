"""Floor 4: the one fold, compiled to SQL: events of an object become states; it returns trees and runs nothing."""
